import { useEffect } from "react";

/** Names the page: in the browser's tab, and to those who hear it. */
export function useTitle(title: string) {
  useEffect(() => {
    document.title = `${title} · Graft`;
    const announced = document.getElementById("announced");
    if (announced) announced.textContent = title;
  }, [title]);
}

const PATHS = {
  base: "M8 1.6 13.6 4.8v6.4L8 14.4 2.4 11.2V4.8zM2.6 4.9 8 8m0 0 5.4-3.1M8 8v6.2",
  adapter: "M8 1.8 14.2 8 8 14.2 1.8 8zM5.6 8h4.8M8 5.6v4.8",
  merged: "M4 1.8v2.4C4 7.6 8 7.4 8 10.6v3.6M12 1.8v2.4c0 3.4-4 3.2-4 6.4",
  copy: "M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z",
  check: "m3 8.6 3.2 3.2L13 4.8",
  cross: "m4 4 8 8m0-8-8 8",
  clock: "M8 4.6V8l2.4 1.6M14.2 8A6.2 6.2 0 1 1 1.8 8a6.2 6.2 0 0 1 12.4 0z",
  warning: "M8 2 14.8 13.6H1.2zM8 6.4v3.4m0 1.7v.3",
  info: "M8 7.2v4M8 4.7v.3M14.2 8A6.2 6.2 0 1 1 1.8 8a6.2 6.2 0 0 1 12.4 0z",
  error: "M8 4.4v4.2m0 2.4v.3M5.4 1.8h5.2l3.6 3.6v5.2l-3.6 3.6H5.4l-3.6-3.6V5.4z",
  search: "m10.6 10.6 3.6 3.6M12 7A5 5 0 1 1 2 7a5 5 0 0 1 10 0z",
  download: "M8 2v8m0 0L4.8 6.8M8 10l3.2-3.2M2.4 13.6h11.2",
  sun: "M8 1v1.6m0 10.8V15M1 8h1.6m10.8 0H15M3.05 3.05l1.1 1.1m7.7 7.7 1.1 1.1m0-9.9-1.1 1.1m-7.7 7.7-1.1 1.1M11 8a3 3 0 1 1-6 0 3 3 0 0 1 6 0z",
  moon: "M13.8 9.6A6 6 0 0 1 6.4 2.2a6 6 0 1 0 7.4 7.4z",
  system: "M1.8 3h12.4v8H1.8zM5.6 13.8h4.8M8 11v2.8",
  lock: "M3.6 7.2h8.8v6.4H3.6zM5.4 7.2V5a2.6 2.6 0 0 1 5.2 0v2.2",
  person: "M10.6 5a2.6 2.6 0 1 1-5.2 0 2.6 2.6 0 0 1 5.2 0zM2.8 14c.4-3 2.4-4.6 5.2-4.6s4.8 1.6 5.2 4.6",
  arrow: "M3 8h9.4M8.8 4.2 12.6 8l-3.8 3.8",
} as const;

export type IconName = keyof typeof PATHS;

/** Decoration only: what it means is always said in words beside it. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

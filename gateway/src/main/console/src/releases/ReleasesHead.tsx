import { Tabs } from "../parts/Tabs";
import { useTitle } from "../parts/title";

const TABS = [
  { to: "/releases", text: "Runs" },
  { to: "/releases/rules", text: "Rules" },
];

export function ReleasesHead() {
  useTitle("Releases");
  return (
    <>
      <h1>Releases</h1>
      <Tabs label="Releases" tabs={TABS} />
    </>
  );
}

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider, createBrowserRouter, redirect } from "react-router";
import { ComparePage } from "./compare/ComparePage";
import { ComposePage } from "./compose/ComposePage";
import { AskTab } from "./evaluation/AskTab";
import { ForgettingTab } from "./evaluation/ForgettingTab";
import { ScoresTab } from "./evaluation/ScoresTab";
import { VerificationTab } from "./evaluation/VerificationTab";
import { IdentityPage } from "./identity/IdentityPage";
import { ImpactTab } from "./impact/ImpactTab";
import { MergePage } from "./merges/MergePage";
import { MergesPage } from "./merges/MergesPage";
import { ModelPage } from "./models/ModelPage";
import { ModelsPage } from "./models/ModelsPage";
import { RunPage } from "./releases/RunPage";
import { RunsPage } from "./releases/RunsPage";
import { RulePage } from "./rules/RulePage";
import { RulesPage } from "./rules/RulesPage";
import { NotFoundPage } from "./shell/NotFoundPage";
import { Shell } from "./shell/Shell";
import { FilesTab } from "./version/FilesTab";
import { LineageTab } from "./version/LineageTab";
import { OverviewTab } from "./version/OverviewTab";
import { TensorsTab } from "./version/TensorsTab";
import { VersionPage } from "./version/VersionPage";
import { WhyPage } from "./why/WhyPage";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/shell.css";
import "./styles/parts.css";
import "./styles/pages.css";
import "./styles/evaluation.css";
import "./styles/releases.css";
import "./styles/compose.css";

const router = createBrowserRouter([
  {
    Component: Shell,
    children: [
      { index: true, loader: () => redirect("/models") },
      { path: "models", Component: ModelsPage },
      { path: "models/:namespace/:name", Component: ModelPage },
      {
        path: "models/:namespace/:name/versions/:version",
        Component: VersionPage,
        children: [
          { index: true, Component: OverviewTab },
          { path: "files", Component: FilesTab },
          { path: "tensors", Component: TensorsTab },
          { path: "lineage", Component: LineageTab },
          { path: "impact", Component: ImpactTab },
          { path: "scores", Component: ScoresTab },
          { path: "forgetting", Component: ForgettingTab },
          { path: "verification", Component: VerificationTab },
          { path: "ask", Component: AskTab },
        ],
      },
      { path: "compare", Component: ComparePage },
      { path: "merges", Component: MergesPage },
      { path: "merges/new", Component: ComposePage },
      { path: "merges/:id", Component: MergePage },
      { path: "releases", Component: RunsPage },
      { path: "releases/rules", Component: RulesPage },
      { path: "releases/rules/:namespace/:name", Component: RulePage },
      { path: "releases/:id", Component: RunPage },
      { path: "why/:namespace/:name/:alias", Component: WhyPage },
      { path: "you", Component: IdentityPage },
      { path: "*", Component: NotFoundPage },
    ],
    ErrorBoundary: NotFoundPage,
  },
]);

const root = document.getElementById("console");
if (root === null) throw new Error("index.html has no place for the console");
createRoot(root).render(
  <StrictMode>
    <RouterProvider router={router} />
  </StrictMode>,
);

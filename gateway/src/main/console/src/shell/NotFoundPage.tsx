import { Link } from "react-router";
import { Empty } from "../parts/Shown";
import { useTitle } from "../parts/title";

export function NotFoundPage() {
  useTitle("Not found");
  return (
    <div className="page">
      <h1>Nothing here</h1>
      <Empty title="The console has no page at this address.">
        <p>
          <Link to="/models">All models</Link> or <Link to="/merges">all merges</Link>
        </p>
      </Empty>
    </div>
  );
}

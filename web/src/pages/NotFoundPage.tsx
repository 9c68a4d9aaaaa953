/**
 * The page for unknown addresses.
 *
 * @module
 */
import { Link } from "react-router";
import { Page } from "../ui/Page.tsx";

/** Any other address. */
export function NotFoundPage() {
  return (
    <Page
      title="There is no such page"
      intro="The address may have been mistyped, or the page moved."
    >
      <p>
        <Link className="gc-button gc-button-primary" to="/">Go to the start page</Link>
      </p>
    </Page>
  );
}

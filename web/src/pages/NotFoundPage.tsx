/**
 * The page for unknown addresses.
 *
 * @module
 */
import { Link } from "react-router";
import { usePageTexts } from "../translation.ts";
import { Page } from "../ui/Page.tsx";

/** Any other address. */
export function NotFoundPage() {
  const texts = usePageTexts();
  return (
    <Page
      title={texts.notFoundTitle}
      intro={texts.notFoundIntro}
    >
      <p>
        <Link className="gc-button gc-button-primary" to="/">{texts.toStart}</Link>
      </p>
    </Page>
  );
}

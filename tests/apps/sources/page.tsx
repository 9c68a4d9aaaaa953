import { german } from "../../../web/src/google-calendar/index.ts";

/** A Server Component: the entry's functions and texts are real here, and its components are the client's. */
export default function Page() {
  return <p>{german.connect}</p>;
}

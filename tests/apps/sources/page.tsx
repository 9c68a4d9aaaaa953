import App from "./App.tsx";
import { german } from "../../../web/src/google-calendar/index.ts";

/** A Server Component: the entry's functions and texts are real here, and its components are the client's. */
export default function Page() {
  return (
    <main>
      <p>{german.connect}</p>
      <App />
    </main>
  );
}

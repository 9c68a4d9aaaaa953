import { assertEquals } from "@std/assert";
import { readableNotes } from "./notes.ts";

Deno.test("notes without HTML are shown as they are", () => {
  for (const notes of ["a < b and b > c", "1.\n\n\n2.", "Tom &amp; Jerry", ""]) {
    assertEquals(readableNotes(notes), notes);
  }
});

Deno.test("notes in HTML are shown as text, line by line", () => {
  assertEquals(
    readableNotes(
      "<p>Agenda &amp; notes</p><ul><li>One</li><li><b>Two</b> &lt;3</li></ul>See<br>you",
    ),
    "Agenda & notes\nOne\nTwo <3\n\nSee\nyou",
  );
  assertEquals(readableNotes('<a href="https://example.com" onclick="x">Here</a>'), "Here");
  assertEquals(readableNotes("<style>p { color: red }</style><p>Text</p>"), "Text");
});

Deno.test("an escaped tag in the text does not become a tag", () => {
  assertEquals(readableNotes("<i>&lt;script&gt;</i>"), "<script>");
});

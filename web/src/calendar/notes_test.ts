import { assertEquals } from "@std/assert";
import { linkedNotes, readableNotes } from "./notes.ts";

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

Deno.test("links of the notes stay, and addresses in the text become links", () => {
  assertEquals(
    linkedNotes(
      '<p>See <a class="x" href="https://a.example/?b=1&amp;c=2">the <b>plan</b></a></p>',
    ),
    [{ text: "See " }, { text: "the plan", href: "https://a.example/?b=1&c=2" }],
  );
  assertEquals(linkedNotes("Agenda: https://a.example/x, and more."), [
    { text: "Agenda: " },
    { text: "https://a.example/x", href: "https://a.example/x" },
    { text: ", and more." },
  ]);
  assertEquals(linkedNotes(""), []);
});

Deno.test("a link that is no page and no e-mail address is text", () => {
  for (const href of ["javascript:alert(1)", "data:text/html,x", " javascript:alert(1)", "/x"]) {
    assertEquals(linkedNotes(`<a href="${href}">here</a>`), [{ text: "here" }]);
  }
});

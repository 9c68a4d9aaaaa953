/**
 * Finds the words in the web app's source that a person would read, but that are not among the texts.
 *
 * @module
 */
import { parseSync } from "vite";

/** A node of the syntax tree (ESTree, with JSX and TypeScript). */
interface Node {
  type: string;
  start: number;
  [field: string]: unknown;
}

/** Attributes whose value nobody reads. Every other attribute with words is a finding. */
const TECHNICAL =
  /^(?!aria-(label|description|valuetext|placeholder|roledescription)$)(aria-.*|data-.*|on[A-Z].*|accept|as|autoCapitalize|autoComplete|class|className|code|crossOrigin|d|direction|fill|headerToolbar|height|href|htmlFor|id|initialView|inputMode|key|lang|list|look|max|maxLength|message|method|min|name|path|pattern|points|popover|popoverTarget|ref|rel|role|scopes?|scrollTime|slotDuration|snapDuration|src|stroke.*|style|tabIndex|target|to|tone|transform|type|value|viewBox|width|.*(Class|Duration|Time))$/;

/** Elements whose text is written the same in every language. */
const UNTRANSLATED = new Set(["code", "kbd", "pre"]);

/** Two letters side by side make a word. */
const isWord = (text: string) => /\p{L}{2}/u.test(text);

/** How a sentence looks that is not in JSX: a capital and words, or a title in quotation marks and words. */
const SENTENCE = /^[“"]?\p{Lu}[\p{L}’'-]*[,:]? \p{L}.*\p{L}|“ \{\} ”.*\p{L}/u;
const isSentence = (text: string) => SENTENCE.test(text.trim());

/** Each finding: the line and the words. `file` names the syntax: `.ts` or `.tsx`. */
export function hardCoded(file: string, source: string): string[] {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]!.message}`);
  const found: string[] = [];
  const report = (node: Node, text: string) => {
    const line = source.slice(0, node.start).split("\n").length;
    found.push(`${file}:${line} ${text.trim().replaceAll(/\s+/g, " ")}`);
  };
  walk(program as unknown as Node, (text, node, isShown) => {
    if (isShown ? isWord(text) : isSentence(text)) report(node, text);
  });
  return found;
}

/** `isShown` is true for what JSX puts on the page. */
type Visit = (text: string, node: Node, isShown: boolean) => void;

function walk(node: Node, visit: Visit, isShown = false): void {
  switch (node.type) {
    case "JSXText":
      return visit(String(node.value), node, true);
    case "Literal":
      if (typeof node.value === "string") visit(node.value, node, isShown);
      return;
    case "TemplateLiteral": {
      const quasis = node.quasis as { value: { cooked: string } }[];
      visit(quasis.map(({ value }) => value.cooked).join(" {} "), node, isShown);
      return (node.expressions as Node[]).forEach((one) => walk(one, visit, isShown));
    }
    case "JSXElement": {
      const { name } = node.openingElement as { name: { name?: string } };
      if (UNTRANSLATED.has(name.name ?? "")) return;
      break;
    }
    case "JSXAttribute": {
      const { name } = node.name as { name: string };
      const isRead = !TECHNICAL.test(name);
      if (node.value) walk(node.value as Node, visit, isRead);
      return;
    }
    case "JSXExpressionContainer":
      // The container of an attribute has what the attribute has. Others are on the page.
      return walk(node.expression as Node, visit, isShown);
    // What is compared, looked up, called or imported is not shown.
    case "ConditionalExpression":
      walk(node.test as Node, visit, false);
      walk(node.consequent as Node, visit, isShown);
      return walk(node.alternate as Node, visit, isShown);
    case "BinaryExpression":
      isShown = isShown && node.operator === "+";
      break;
    case "MemberExpression":
    case "CallExpression":
    case "ArrowFunctionExpression":
    case "FunctionExpression":
      isShown = false;
      break;
    // For programmers, or about the code itself.
    case "NewExpression":
      if (/Error$/.test(String((node.callee as { name?: string }).name))) return;
      isShown = false;
      break;
    case "ImportDeclaration":
    case "TSLiteralType":
      return;
  }
  for (const child of childrenOf(node)) walk(child, visit, isShown || isOnPage(node, child));
}

/** True for the children of an element, but not for its attributes. */
function isOnPage(node: Node, child: Node): boolean {
  const isElement = node.type === "JSXElement" || node.type === "JSXFragment";
  return isElement && (node.children as Node[]).includes(child);
}

function childrenOf(node: Node): Node[] {
  return Object.values(node).flat()
    .filter((value): value is Node => typeof (value as Node | null)?.type === "string");
}

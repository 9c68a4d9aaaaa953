/**
 * Puts every mutant of a file into it, behind switches: one is on in a process that is started with its
 * number. StrykerJS's instrumenter; its runner knows no Deno.
 *
 * @module
 */
import { Instrumenter } from "@stryker-mutator/instrumenter";

export interface Mutant {
  id: string;
  file: string;
  line: number;
  /** What stands there, and what the mutant puts in its place; shortened. */
  change: string;
}

/** The part of Babel's node paths that is looked at. */
interface NodePath {
  // deno-lint-ignore no-explicit-any -- Babel's nodes, whose types are no dependency of ours
  node: any;
  // deno-lint-ignore no-explicit-any -- as above
  parent: any;
}

const SILENT = {
  isDebugEnabled: () => false,
  debug() {},
  info() {},
  warn() {},
};

/** Errors whose words reach the log and nothing else. */
const LOGGED = ["Error", "InvalidIdTokenError", "JWEInvalid"];

/** What a mutant can change in the log's wording alone is no behaviour to test. */
const logWording = {
  shouldIgnore({ node, parent }: NodePath): string | undefined {
    const named = (key: { name?: string } | undefined, names: string[]) =>
      names.includes(key?.name ?? "");
    const wording =
      node.type === "NewExpression" && named(node.callee.property ?? node.callee, LOGGED) ||
      node.type === "ClassProperty" && named(node.key, ["name"]) ||
      node.type === "StringLiteral" && parent?.callee?.type === "Super" ||
      node.type === "ObjectProperty" && named(node.key, ["cause"]) ||
      node.type === "ObjectExpression" && node.properties.length > 0 &&
        // deno-lint-ignore no-explicit-any -- as above
        node.properties.every((property: any) => named(property.key, ["cause"]));
    return wording ? "the log's wording" : undefined;
  },
};

function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > 70 ? `${line.slice(0, 67)}...` : line;
}

/** Instruments files in place, and answers their mutants. */
export async function instrument(folder: string, files: string[]): Promise<Mutant[]> {
  const sources = await Promise.all(files.map(async (name) => ({
    name,
    content: await Deno.readTextFile(`${folder}/${name}`),
    mutate: true,
  })));
  const instrumenter = new Instrumenter(SILENT as never);
  const { files: instrumented, mutants } = await instrumenter.instrument(sources, {
    plugins: null,
    excludedMutations: [],
    ignorers: [logWording as never],
  });
  for (const { name, content } of instrumented) {
    await Deno.writeTextFile(`${folder}/${name}`, content);
  }
  const lines = new Map(sources.map(({ name, content }) => [name, content.split("\n")]));
  return mutants.filter(({ status }) => status !== "Ignored").map((mutant) => {
    const { start, end } = mutant.location;
    const text = lines.get(mutant.fileName)!.slice(start.line, end.line + 1);
    text[text.length - 1] = text.at(-1)!.slice(0, end.column);
    text[0] = text[0]!.slice(start.column);
    return {
      id: mutant.id,
      file: mutant.fileName,
      line: start.line + 1,
      change: `${shortened(text.join("\n"))} -> ${shortened(mutant.replacement)}`,
    };
  });
}

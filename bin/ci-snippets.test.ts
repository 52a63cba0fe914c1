import fs from "node:fs";
import type { Command } from "commander";
import { beforeAll, expect, test, vi } from "vitest";

const found = vi.hoisted(() => ({ program: null as Command | null }));
vi.mock("@/bin/run-program", () => ({
  runProgram: async (program: Command) => {
    found.program = program;
  },
}));

/** The commands of a document's snippets, with their continued lines joined. */
const commandsIn = (file: string): string[] =>
  [...fs.readFileSync(file, "utf8").matchAll(/^```(?:yaml|sh)\n([\s\S]*?)^```/gm)]
    .flatMap(([, snippet = ""]) => snippet.replace(/\\\n\s*/g, " ").split("\n"))
    .map((line) => /(?:^|[\s/])signalbox ((?:evidence|deployed|can-i-flip)\b.*)$/.exec(line)?.[1])
    .filter((command) => command !== undefined);

/** A command line's words as a shell splits them, whatever stands in double quotes being one. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? "");

const commands = commandsIn("docs/ci.md");

const eachOf = (command: Command): Command[] => [command, ...command.commands.flatMap(eachOf)];

beforeAll(async () => {
  await import("@/bin/cli");
  for (const command of found.program ? eachOf(found.program) : []) {
    command.exitOverride().configureOutput({ writeErr: () => {} });
  }
});

test("the document shows how to report, to tell what runs and to ask", () => {
  const verbs = new Set(commands.map((command) => command.split(" ")[0]));
  expect([...verbs].sort()).toEqual(["can-i-flip", "deployed", "evidence"]);
});

test.each(commands)("signalbox %s", async (line) => {
  const { program } = found;
  if (program === null) throw new Error("The command line was not read.");
  const ran = vi.fn();
  for (const command of eachOf(program)) {
    if (command.commands.length === 0) command.action(ran);
  }
  await program.parseAsync(wordsOf(line), { from: "user" });
  expect(ran).toHaveBeenCalledTimes(1);
});

test("a command with an option that there is not is told apart", async () => {
  const wrong = found.program?.parseAsync(
    wordsOf("deployed --program p --environment e --side go --commit c0ffee0 --nonsense"),
    { from: "user" },
  );
  await expect(wrong).rejects.toThrow("unknown option");
});

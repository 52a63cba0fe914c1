import { spawnSync } from "node:child_process";
import { CliError } from "@/bin/connection";
import { mostAuthors } from "@/lib/domain/commit-authors";

// A commit a record: its id, its author's address, and those who wrote it together with them.
const format = "%H%x09%ae%x09%(trailers:key=Co-authored-by,valueonly,separator=%x09)";

const isCommit = (text: string): boolean => /^[0-9a-f]{7,64}$/i.test(text);

const addressIn = (trailer: string): string => /<([^>]+)>/.exec(trailer)?.[1] ?? trailer;

/** Authors of a line of `git log`, each with the commit, as reports take them. */
const authorsOf = (line: string): string[] => {
  const [commit = "", author = "", ...trailers] = line.split("\t");
  return [author, ...trailers.map(addressIn)]
    .map((who) => who.trim())
    .filter((who) => who !== "" && !/\s/.test(who))
    .map((who) => `${who} ${commit}`);
};

/**
 * Who wrote a commit, or all of them since another one, as git in the current folder knows it: one line
 * each, `ana@example.org 8f2c1ab…`, of each person the newest. None where there is no git or it does not
 * know the commit; where a range was asked for, that is an error.
 */
export const authorsInGit = (
  commit: string | undefined,
  since: string | undefined,
  folder: string = process.cwd(),
): string[] => {
  if (commit === undefined || !isCommit(commit)) return [];
  if (since !== undefined && !isCommit(since)) {
    throw new CliError(`${since} is no commit: 7 to 64 hexadecimal digits.`);
  }
  const range = since === undefined ? ["-1", commit] : [`${since}..${commit}`];
  const { status, stdout, stderr } = spawnSync(
    "git",
    ["log", `--format=${format}`, ...range, "--"],
    {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 64 << 20,
    },
  );
  if (status !== 0) {
    if (since === undefined) return [];
    throw new CliError(
      `git cannot tell the commits since ${since}: ${(stderr ?? "").trim() || "it is not here"}. Fetch the whole history, or name the authors with --author.`,
    );
  }
  const newest = new Map<string, string>();
  for (const author of stdout.split("\n").flatMap(authorsOf)) {
    const who = author.slice(0, author.lastIndexOf(" ")).toLowerCase();
    if (!newest.has(who)) newest.set(who, author);
  }
  return [...newest.values()].slice(0, mostAuthors);
};

import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { authorsInGit } from "@/bin/authors-in-git";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "signalbox-git-"));
const commits: string[] = [];

const git = (...words: string[]): string =>
  execFileSync("git", words, {
    cwd: folder,
    encoding: "utf8",
    env: {
      ...process.env,
      GIT_CONFIG_GLOBAL: "/dev/null",
      GIT_COMMITTER_NAME: "ci",
      GIT_COMMITTER_EMAIL: "ci@example.org",
    },
  }).trim();

const commit = (author: string, words: string): void => {
  git("commit", "--allow-empty", "-q", `--author=${author}`, "-m", words);
  commits.push(git("rev-parse", "HEAD"));
};

describe("who wrote what was built, read from git", () => {
  beforeAll(() => {
    git("init", "-q");
    commit("Ana <ana@example.org>", "one");
    commit("Kenji <kenji@example.org>", "two\n\nCo-authored-by: Inês <ines@example.org>");
    commit("Ana <Ana@example.org>", "three");
  });
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  test("of one commit is its author and whoever wrote it with them", () => {
    const [, second = ""] = commits;
    expect(authorsInGit(second, undefined, folder)).toEqual([
      `kenji@example.org ${second}`,
      `ines@example.org ${second}`,
    ]);
  });

  test("of a range are all its authors, each with their newest commit", () => {
    const [first = "", second = "", third = ""] = commits;
    expect(authorsInGit(third, first, folder)).toEqual([
      `Ana@example.org ${third}`,
      `kenji@example.org ${second}`,
      `ines@example.org ${second}`,
    ]);
  });

  test("is nobody of a commit that git does not know, and an error of such a range", () => {
    const [first = ""] = commits;
    expect(authorsInGit("0000000", undefined, folder)).toEqual([]);
    expect(authorsInGit(undefined, undefined, folder)).toEqual([]);
    expect(authorsInGit(first, undefined, os.tmpdir())).toEqual([]);
    expect(() => authorsInGit(first, "0000000", folder)).toThrow("git cannot tell the commits");
    expect(() => authorsInGit(first, "--all", folder)).toThrow("is no commit");
  });
});

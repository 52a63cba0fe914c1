import { foldAttempts, type ReportedTest } from "@/lib/domain/test-report";
import type { ReportNotes } from "./report-notes";

/** All messages of one report together, in characters: what reading may hold of them. */
const mostOfMessages = 16 * 1024 * 1024;

export type TestCollection = {
  readonly add: (test: ReportedTest, row?: number) => void;
  /** How many were added, each attempt counted. */
  readonly size: () => number;
  readonly all: () => ReportedTest[];
};

/**
 * Collects the tests of a report in their order. A test that stands more than once is folded into
 * attempts of one, and `notes` says so where a report should name it once.
 */
export const collectTests = (file: string, notes: ReportNotes | null): TestCollection => {
  const byIdentity = new Map<string, ReportedTest>();
  let ofMessages = 0;
  let nameless = 0;
  let added = 0;
  return {
    add: (test, row) => {
      added += 1;
      ofMessages += test.message?.length ?? 0;
      const isTooMuch = ofMessages > mostOfMessages && test.message !== null;
      const kept = isTooMuch ? { ...test, message: test.message?.slice(0, 100) ?? null } : test;
      const { suite, className, name } = kept;
      // Cases without any name cannot be told to be the same one.
      nameless += name === "" ? 1 : 0;
      const named = name === "" ? { ...kept, name: `(case ${nameless} without a name)` } : kept;
      const identity = `${suite}\n${className}\n${named.name}\n${named.file ?? ""}`;
      const earlier = byIdentity.get(identity);
      if (earlier && notes) {
        const says = `“${named.name.slice(0, 200)}” stands more than once; taken as attempts of one test`;
        notes.add(`tests of ${file} that stand more than once`, says, row);
      }
      byIdentity.set(identity, earlier ? foldAttempts(earlier, named) : named);
    },
    size: () => added,
    all: () => [...byIdentity.values()],
  };
};

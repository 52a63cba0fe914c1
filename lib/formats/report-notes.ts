import { type Reason, Refusal, type RefusalCode } from "@/lib/domain/refusal";

/** How many notes of one sort are listed with their lines; the rest is counted. */
const listed = 5;

/** What a reader says of a report besides its results. */
export type ReportNotes = {
  /** One sort of note: what is said of each place, and of all where there are more than are listed. */
  readonly add: (sort: string, says: string, row?: number) => void;
  readonly all: () => Reason[];
};

/** Collects notes of one file: of each sort the first few with their lines, and how many there are. */
export const reportNotes = (file: string): ReportNotes => {
  const bySort = new Map<string, { readonly first: Reason[]; count: number }>();
  return {
    add: (sort, says, row) => {
      const known = bySort.get(sort) ?? { first: [], count: 0 };
      known.count += 1;
      if (known.first.length < listed) {
        known.first.push({ file, says: says.slice(0, 500), ...(row ? { row } : {}) });
      }
      bySort.set(sort, known);
    },
    all: () =>
      [...bySort].flatMap(([sort, { first, count }]) =>
        count > first.length
          ? [
              ...first,
              { file, says: `${sort}: ${(count - first.length).toLocaleString("en")} more` },
            ]
          : first,
      ),
  };
};

/** Refuses a report in words, with the line where that is known. */
export const refuseReport = (
  code: RefusalCode,
  file: string,
  says: string,
  row?: number,
): never => {
  throw new Refusal(code, `${file} ${says}`, [{ file, says, ...(row ? { row } : {}) }]);
};

/** What is taken, for whoever sent something else. */
export const acceptedReports =
  "Accepted are JUnit XML, go test -json, k6 summaries (handleSummary or --summary-export, also with --new-machine-readable-summary) and Signalbox's own JSON (docs/evidence.md).";

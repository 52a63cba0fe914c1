import type { ReportNotes } from "./report-notes";

const pattern =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(Z|[+-]\d{2}:?\d{2})?$/;

/**
 * A report's own time as an ISO time, or null where it says none that can be: no date, or one before
 * 2000 (Go writes the year 1 for none). A time without a zone is taken as UTC, and a note says so.
 */
export const readReportTime = (
  text: string,
  notes: ReportNotes | null,
  row?: number,
): string | null => {
  const [, day, clock, zone] = pattern.exec(text.trim()) ?? [];
  if (!day || !clock) return null;
  const offset = zone?.replace(/^([+-]\d{2})(\d{2})$/, "$1:$2") ?? "Z";
  // Fractions finer than milliseconds are no part of a JavaScript date's grammar everywhere.
  const at = new Date(`${day}T${clock.replace(/(\.\d{3})\d+/, "$1")}${offset}`);
  if (Number.isNaN(at.getTime()) || at.getUTCFullYear() < 2000) return null;
  if (!zone && notes) {
    notes.add("times", `its time ${text.slice(0, 40)} names no zone; taken as UTC`, row);
  }
  return at.toISOString();
};

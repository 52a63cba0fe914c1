import { type GateFacts, isTested, type RowFact } from "@/lib/domain/gate-facts";
import {
  type Finding,
  finding,
  foldFindings,
  linkTo,
  type RuleReading,
  unknownReading,
} from "@/lib/domain/gate-verdict";
import { nothingDeployed, type TestDemand, testFinding } from "@/lib/domain/read-test-gate";

const rowFinding = (
  facts: GateFacts,
  row: RowFact,
  verdict: Finding["verdict"],
  says: string,
): Finding => finding(verdict, says, { link: linkTo.row(facts.program, row) });

const noRows = (facts: GateFacts): RuleReading =>
  unknownReading(`${facts.capability.key} has no rows: there is nothing to read it from.`);

/** Whether at most so many of its rows are in a state of the verification ladder. */
export const readRowsInState = (
  facts: GateFacts,
  { state, atMost }: { readonly state: string; readonly atMost: number },
): RuleReading => {
  if (facts.rows.length === 0) return noRows(facts);
  const found = facts.rows.filter((row) => row.state === state);
  const says = `${found.length} of ${facts.rows.length} rows ${found.length === 1 ? "is" : "are"} ${state}; at most ${atMost} may be.`;
  return {
    ...foldFindings(
      found.map((row) => rowFinding(facts, row, "neutral", `${row.key} is ${row.state}.`)),
      { empty: says, pass: says, short: `${found.length}` },
    ),
    state: found.length <= atMost ? "pass" : "fail",
    because: says,
  };
};

/** Whether every row is signed: `verified` or `retired-approved`. */
export const readSignedRows = (facts: GateFacts): RuleReading => {
  const rows = facts.rows.filter(({ kind }) => kind !== "task");
  if (rows.length === 0) return noRows(facts);
  const isSigned = ({ state }: RowFact): boolean =>
    state === "verified" || state === "retired-approved";
  const signed = rows.filter(isSigned).length;
  const reading = foldFindings(
    rows.map((row) =>
      rowFinding(facts, row, isSigned(row) ? "pass" : "fail", `${row.key} is ${row.state}.`),
    ),
    { empty: "", pass: `All ${rows.length} rows are signed.`, short: `${signed}/${rows.length}` },
  );
  return reading.state === "pass"
    ? reading
    : {
        ...reading,
        because: `${rows.length - signed} of ${rows.length} rows ${rows.length - signed === 1 ? "is" : "are"} not signed: ${rows
          .filter((row) => !isSigned(row))
          .slice(0, 3)
          .map(({ key }) => key)
          .join(", ")}${rows.length - signed > 3 ? " and more" : ""}.`,
      };
};

/** Whether a decision of the register is approved. */
export const readDecision = (
  facts: GateFacts,
  { decision }: { readonly decision: string },
): RuleReading => {
  const found = facts.decisions.find(({ key }) => key === decision);
  const words = {
    empty: `The register has no decision ${decision}.`,
    pass: `${decision} is approved.`,
  };
  if (!found) return foldFindings([], words);
  const { title, state, owner, at } = found;
  const whose = owner === null ? "" : ` It is ${owner}'s.`;
  const says =
    state === "approved"
      ? `${decision} is approved: ${title}.`
      : `${decision} is ${state}: ${title}.${whose}`;
  const link = linkTo.decision(facts.program, decision);
  return foldFindings([finding(state === "approved" ? "pass" : "fail", says, { link, at })], words);
};

/** Whether a document of the program, or each of the capability's, is signed. */
export const readDocument = (
  facts: GateFacts,
  { document }: { readonly document: string },
): RuleReading => {
  const documents =
    document === ""
      ? facts.rows.filter(({ kind }) => kind === "document")
      : facts.documents.filter(({ key }) => key === document);
  return foldFindings(
    documents.map((row) =>
      rowFinding(
        facts,
        row,
        row.state === "verified" ? "pass" : row.state === "retired-approved" ? "neutral" : "fail",
        row.state === "verified"
          ? `${row.key} is signed.`
          : `${row.key} is not signed: it is ${row.state}.`,
      ),
    ),
    {
      empty:
        document === ""
          ? "No document belongs to it."
          : `The program has no document ${document} that is in force.`,
      pass: document === "" ? "Its documents are signed." : `${document} is signed.`,
    },
  );
};

/**
 * Whether the queues that its rows write to or read from are shown to be read alike by both sides.
 * A queue of which it is not known what writes to it, or what reads from it, is unknown, not free.
 */
export const readDependencies = (
  facts: GateFacts,
  demand: Pick<TestDemand, "maxAgeHours" | "flakyCounts">,
  now: Date,
): RuleReading => {
  if (facts.rows.filter(isTested).length === 0) return noRows(facts);
  if (facts.queues.length === 0) {
    return {
      ...unknownReading("None of its rows writes to a queue or reads from one."),
      state: "not-applicable",
    };
  }
  const nothing = nothingDeployed(facts, "target");
  const asked: TestDemand = { ...demand, side: "target", prefix: "", role: "" };
  const perQueue = facts.queues.map((queue): Finding[] => {
    const link = linkTo.row(facts.program, { kind: "queue", key: queue.key });
    if (queue.producers === 0 || queue.consumers === 0) {
      const missing = queue.producers === 0 ? "writes to" : "reads from";
      return [
        finding("unknown", `It is not known what ${missing} the queue ${queue.key}.`, { link }),
      ];
    }
    if (queue.tests.length === 0) {
      return [
        finding("unknown", `No compatibility test of the queue ${queue.key} is known.`, { link }),
      ];
    }
    if (nothing) return [finding("unknown", nothing.because, { link })];
    return queue.tests.map((test) => testFinding(facts, test, asked, now));
  });
  const held = perQueue.filter((each) => each.every(({ verdict }) => verdict === "pass")).length;
  return foldFindings(perQueue.flat(), {
    empty: "",
    pass: `Its ${facts.queues.length} queues are read alike by both sides.`,
    short: `${held}/${facts.queues.length}`,
  });
};

/** Whether every budget that covers it is within, on enough samples. No budget at all is unknown. */
export const readBudgets = (
  facts: GateFacts,
  { leastSamples }: { readonly leastSamples: number },
): RuleReading => {
  const findings = facts.budgets.map((budget): Finding => {
    const { key, state, says, samples, at, until } = budget;
    const more = { link: linkTo.budget(facts.program, key), at, until };
    if (state === "breached") return finding("fail", `${key} is breached: ${says}`, more);
    if (state !== "within") return finding("unknown", `${key} is ${state}: ${says}`, more);
    if (samples !== null && samples < leastSamples) {
      return finding(
        "unknown",
        `${key} has ${samples} samples; ${leastSamples} are asked for.`,
        more,
      );
    }
    return finding("pass", `${key} is within: ${says}`, more);
  });
  const within = findings.filter(({ verdict }) => verdict === "pass").length;
  const breached = facts.budgets.find(({ state }) => state === "breached");
  return foldFindings(findings, {
    empty: "No budget covers it: nobody has said what it may cost.",
    pass: `Its ${findings.length} budgets are within.`,
    short: breached?.short ?? (findings.length === 0 ? null : `${within}/${findings.length}`),
  });
};

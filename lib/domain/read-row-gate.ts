import {
  countsAs,
  type GateFacts,
  isTested,
  type RowFact,
  type SignedFact,
} from "@/lib/domain/gate-facts";
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
  const found = facts.rows.filter((row) => countsAs(row, state));
  const stale = facts.rows.filter((row) => row.state === state && !countsAs(row, state)).length;
  const besides =
    stale === 0
      ? ""
      : ` ${stale} more ${stale === 1 ? "has" : "have"} a stale signature and ${stale === 1 ? "does" : "do"} not count.`;
  const says = `${found.length} of ${facts.rows.length} rows ${found.length === 1 ? "is" : "are"} ${state}; at most ${atMost} may be.${besides}`;
  return {
    ...foldFindings(
      found.map((row) => rowFinding(facts, row, "neutral", `${row.key} is ${row.state}.`)),
      { empty: says, pass: says, short: `${found.length}` },
    ),
    state: found.length <= atMost ? "pass" : "fail",
    because: says,
  };
};

const rowWords = ({ key, state, signature }: RowFact): string =>
  signature === "stale" ? `${key} is ${state}, and its signature is stale.` : `${key} is ${state}.`;

/** Whether every row is signed: `verified` or `retired-approved`. */
export const readSignedRows = (facts: GateFacts): RuleReading => {
  const rows = facts.rows.filter(({ kind }) => kind !== "task");
  if (rows.length === 0) return noRows(facts);
  const isSigned = (row: RowFact): boolean =>
    countsAs(row, "verified") || countsAs(row, "retired-approved");
  const signed = rows.filter(isSigned).length;
  const reading = foldFindings(
    rows.map((row) => rowFinding(facts, row, isSigned(row) ? "pass" : "fail", rowWords(row))),
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

const documentFinding = (facts: GateFacts, row: RowFact): Finding => {
  const more = { link: linkTo.row(facts.program, row) };
  if (countsAs(row, "verified")) return finding("pass", `${row.key} is signed.`, more);
  if (row.signature === "stale") {
    return finding("fail", `What was signed of ${row.key} holds no more.`, more);
  }
  return row.state === "retired-approved"
    ? finding("neutral", `${row.key} is retired.`, more)
    : finding("fail", `${row.key} is not signed: it is ${row.state}.`, more);
};

const signedFinding = (facts: GateFacts, { kind, key, state, says }: SignedFact): Finding =>
  finding(state === "signed" ? "pass" : "fail", says, {
    link: linkTo.signature(facts.program, { kind, key }),
  });

/** Whether a document of the program, or each of the capability's, is signed by everybody whose it is. */
export const readDocument = (
  facts: GateFacts,
  { document }: { readonly document: string },
): RuleReading => {
  const isNamed = ({ kind, key }: { kind: string; key: string }): boolean =>
    (kind === "document" || kind === "runbook") && key === document;
  const rows =
    document === ""
      ? facts.rows.filter(({ kind }) => kind === "document")
      : facts.documents.filter(isNamed);
  const others = rows.length === 0 ? facts.signed.filter(isNamed) : [];
  return foldFindings(
    [
      ...rows.map((row) => documentFinding(facts, row)),
      ...others.map((other) => signedFinding(facts, other)),
    ],
    {
      empty:
        document === ""
          ? "No document belongs to it."
          : `The program has no document ${document} that is in force.`,
      pass: document === "" ? "Its documents are signed." : `${document} is signed.`,
    },
  );
};

/** Whether its owner signed the capability as a whole, and that signature stands. */
export const readSignedCapability = (facts: GateFacts): RuleReading => {
  const { key } = facts.capability;
  const found = facts.signed.find((each) => each.kind === "capability" && each.key === key);
  const says = `Nobody signed ${key}.`;
  return foldFindings(
    found
      ? [signedFinding(facts, found)]
      : [
          finding("fail", says, {
            link: linkTo.signature(facts.program, { kind: "capability", key }),
          }),
        ],
    { empty: says, pass: found?.says ?? says },
  );
};

/** Whether at most so many of its rows have a signature that holds no more. */
export const readStaleSignatures = (
  facts: GateFacts,
  { atMost }: { readonly atMost: number },
): RuleReading => {
  const signed = facts.rows.filter(({ signature }) => signature !== "none");
  if (signed.length === 0) return unknownReading("None of its rows was signed here.");
  const stale = signed.filter(({ signature }) => signature === "stale");
  const says = `${stale.length} of ${signed.length} signed rows ${stale.length === 1 ? "has" : "have"} a stale signature; at most ${atMost} may.`;
  return {
    ...foldFindings(
      stale.map((row) =>
        finding("neutral", rowWords(row), { link: linkTo.signature(facts.program, row) }),
      ),
      { empty: says, pass: says, short: `${stale.length}` },
    ),
    state: stale.length <= atMost ? "pass" : "fail",
    because: says,
  };
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

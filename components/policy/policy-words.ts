import type { PolicyView } from "@/lib/contract/policy";
import { windowWords } from "@/lib/domain/change-window";
import { gateSteps } from "@/lib/domain/gate-reading";

const hours = (count: number): string =>
  count % 24 === 0 ? `${count / 24} day${count === 24 ? "" : "s"}` : `${count} hours`;

/** What a flip needs of gates, where it is not simply each before its own step. */
const gatesWords = (gates: PolicyView["settings"]["gates"]): string[] => {
  if (gates === "template") return [];
  const named = gateSteps.flatMap((step) => {
    const keys = gates[step] ?? [];
    return keys.length === 0 ? [] : [`${step}: ${keys.join(", ")}`];
  });
  return [named.length === 0 ? "No quality gate is needed" : `Gates before ${named.join("; ")}`];
};

/** How flips are made in an environment, a sentence each. */
export const policyWords = ({ isProtected, settings }: PolicyView): string[] => {
  const { approvals, teams, requestHours, windows, interlocks, refusesOtherHashing } = settings;
  const quorum = {
    any: "",
    distinct: `, from ${teams.kind === "distinct" ? teams.count : 0} different teams`,
    owning: ", one from every team that owns what changes owner",
  }[teams.kind];
  return [
    isProtected
      ? `${approvals} approval${approvals === 1 ? "" : "s"} by others${quorum}`
      : "At once, by an engineer",
    windows.length === 0 ? "At any time" : windows.map(windowWords).join("; "),
    interlocks === "refuse" ? "Interlocks refuse" : "Interlocks warn",
    `Requests live ${hours(requestHours)}`,
    ...gatesWords(settings.gates),
    ...(refusesOtherHashing ? ["Exports with other hashing are refused"] : []),
  ];
};

import type { PolicyView } from "@/lib/contract/policy";
import { windowWords } from "@/lib/domain/change-window";

const hours = (count: number): string =>
  count % 24 === 0 ? `${count / 24} day${count === 24 ? "" : "s"}` : `${count} hours`;

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
    ...(refusesOtherHashing ? ["Exports with other hashing are refused"] : []),
  ];
};

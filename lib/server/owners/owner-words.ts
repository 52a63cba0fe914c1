import type { OwnerRule } from "@/lib/domain/owner-rules";

/** Why a row is its team's, as it is stored beside it; nothing where the sources say so. */
export type StoredWhy = {
  readonly is?: "hand" | "rule" | "codeowners";
  readonly rule?: number;
  readonly rows?: readonly number[];
  readonly owner?: string;
  readonly also?: readonly string[];
  readonly by?: string;
  readonly at?: string;
  readonly reason?: string;
};

type OwnerWhyView = {
  readonly is: "hand" | "rule" | "codeowners" | "import" | "nobody";
  readonly says: string;
};

/** A rule's conditions, as a sentence names them. */
const conditionWords = (rule: OwnerRule): string =>
  [
    rule.kinds && rule.kinds.length > 0 ? rule.kinds.join(" or ") : "",
    rule.path === undefined ? "" : `source ${rule.path}`,
    rule.capability === undefined ? "" : `capability ${rule.capability}`,
    rule.family === undefined ? "" : `family ${rule.family}`,
    rule.wave === undefined ? "" : `wave ${rule.wave}`,
    rule.key === undefined ? "" : `key ${rule.key}`,
  ]
    .filter((words) => words !== "")
    .join(", ");

/** Why a row is its team's, in words. In: what is stored beside it, its team, and the program's rules. */
export const ownerWhy = (
  why: StoredWhy,
  team: string | null,
  rules: readonly OwnerRule[],
): OwnerWhyView => {
  if (why.is === "hand") {
    const reason = why.reason ? `: ${why.reason}` : "";
    return { is: "hand", says: `By hand, ${why.by ?? "somebody"}${reason}` };
  }
  if (why.is === "rule") {
    const rule = rules[(why.rule ?? 0) - 1];
    return {
      is: "rule",
      says: `Rule ${why.rule ?? "?"}${rule ? `: ${conditionWords(rule)}` : ""}`,
    };
  }
  if (why.is === "codeowners") {
    const lines = why.rows ?? [];
    const also = why.also && why.also.length > 0 ? `; also ${why.also.join(", ")}` : "";
    return {
      is: "codeowners",
      says: `CODEOWNERS line ${lines.join(", ")}: ${why.owner ?? "?"}${also}`,
    };
  }
  return team === null
    ? { is: "nobody", says: "Nobody says whose it is" }
    : { is: "import", says: "As the sources say" };
};

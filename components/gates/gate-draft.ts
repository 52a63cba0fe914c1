import type { GateRuleInput, QualityGateView } from "@/lib/contract/gates";
import type { GateStep } from "@/lib/domain/gate-reading";

type ParameterValue = string | number | boolean;

/** A ready-made check as the API offers it. */
export type OfferedCheck = {
  readonly check: string;
  readonly title: string;
  readonly says: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly title: string;
    readonly kind: "text" | "number" | "boolean";
    readonly isRequired: boolean;
    readonly fallback: ParameterValue | null;
  }[];
};

/** A gate while it is written: both kinds of rule are kept, so that changing one's mind loses nothing. */
export type GateDraft = {
  readonly key: string;
  readonly title: string;
  readonly guards: GateStep;
  readonly kind: "check" | "cel";
  readonly check: string;
  /** As text, by parameter; what is empty is left to its fallback. */
  readonly given: Readonly<Record<string, string>>;
  readonly expression: string;
  readonly kinds: readonly string[];
  readonly capabilities: string;
  readonly except: string;
  readonly owner: string;
  readonly isDryRun: boolean;
};

const words = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean);

/** A draft of a gate that there is, or of a new one, which begins in dry run. */
export const draftOf = (
  gate: QualityGateView | null,
  checks: readonly OfferedCheck[],
): GateDraft => {
  const rule = gate?.rule;
  return {
    key: gate?.key ?? "",
    title: gate?.title ?? "",
    guards: gate?.guards ?? "full",
    kind: rule?.kind ?? "check",
    check: rule?.kind === "check" ? rule.check : (checks[0]?.check ?? ""),
    given:
      rule?.kind === "check"
        ? Object.fromEntries(
            Object.entries(rule.with).map(([name, value]) => [name, String(value)]),
          )
        : {},
    expression: rule?.kind === "cel" ? rule.expression : "",
    kinds: gate?.reach.kinds ?? [],
    capabilities: (gate?.reach.capabilities ?? []).join(" "),
    except: (gate?.reach.except ?? []).join(" "),
    owner: gate?.owner ?? "",
    isDryRun: gate?.isDryRun ?? true,
  };
};

const parameterValue = (kind: "text" | "number" | "boolean", text: string): ParameterValue => {
  if (kind === "boolean") return text === "true";
  // What is no number goes as it was typed: the answer says what is wrong with it.
  return kind === "number" && text.trim() !== "" && Number.isFinite(Number(text))
    ? Number(text)
    : text;
};

const ruleOf = (draft: GateDraft, checks: readonly OfferedCheck[]): GateRuleInput => {
  if (draft.kind === "cel") return { kind: "cel", expression: draft.expression };
  const parameters = checks.find(({ check }) => check === draft.check)?.parameters ?? [];
  const given = parameters.flatMap(({ name, kind }) => {
    const text = draft.given[name];
    return text === undefined || text === "" ? [] : [[name, parameterValue(kind, text)] as const];
  });
  return { kind: "check", check: draft.check, with: Object.fromEntries(given) };
};

/** What a draft says, as the API takes it. */
export const definitionOf = (draft: GateDraft, checks: readonly OfferedCheck[]) => {
  const capabilities = words(draft.capabilities);
  const except = words(draft.except);
  return {
    title: draft.title.trim(),
    guards: draft.guards,
    rule: ruleOf(draft, checks),
    reach: {
      ...(draft.kinds.length > 0 && { kinds: [...draft.kinds] }),
      ...(capabilities.length > 0 && { capabilities }),
      ...(except.length > 0 && { except }),
    },
    owner: draft.owner.trim() || null,
    isDryRun: draft.isDryRun,
  };
};

/** A key made of a title: `Budgets, hot path` gives `budgets-hot-path`. */
export const keyOfTitle = (title: string): string =>
  title
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 63)
    .replace(/-+$/, "");

/** Whether there is enough to read it. */
export const isReadable = (draft: GateDraft): boolean =>
  draft.kind === "cel" ? draft.expression.trim() !== "" : draft.check !== "";

type Said = { readonly says: string; readonly field?: string | undefined };

/** The first reason about a field, whatever the field stands in. */
export const faultOf = (reasons: readonly Said[], field: string): string | undefined =>
  reasons.find((reason) => reason.field === field || reason.field?.endsWith(`.${field}`))?.says;

/** Where in an expression a fault says that it is, counted from 0; `null` where it does not say. */
export const faultAt = (says: string | undefined): number | null => {
  const character = /\(character (\d+)\)/.exec(says ?? "")?.[1];
  return character === undefined ? null : Math.max(0, Number(character) - 1);
};

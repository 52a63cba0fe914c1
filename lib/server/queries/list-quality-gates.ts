import { listQualityGates as operation } from "@/lib/contract/gates";
import { gateChecks } from "@/lib/domain/gate-checks";
import { type FactEntry, type FactType, factSchema } from "@/lib/domain/gate-fact-schema";
import { gateTemplate } from "@/lib/domain/gate-template";
import { qualityGates } from "@/lib/server/gates/gate-board";
import { qualityGateView, templateView } from "@/lib/server/gates/gate-view";
import { query } from "@/lib/server/query";

type FactName = { name: string; type: string; says: string };

const namesOf = (name: string, { type, says }: FactEntry): FactName[] => {
  const word = (of: FactType): string => {
    if (typeof of === "string") return of;
    if ("list" in of) return "list";
    return "map" in of ? "map" : "record";
  };
  const fields = (prefix: string, of: FactType): FactName[] => {
    if (typeof of === "string") return [];
    if ("list" in of) return fields(`${prefix}[].`, of.list);
    if ("map" in of) return fields(`${prefix}[key].`, of.map);
    return Object.entries(of.fields).flatMap(([field, entry]) =>
      namesOf(`${prefix}${field}`, entry),
    );
  };
  const isRecord = typeof type !== "string" && "fields" in type;
  return [{ name, type: word(type), says }, ...fields(isRecord ? `${name}.` : name, type)];
};

/** The program's quality gates, the ready-made checks that there are, and what an expression can read. */
export const listQualityGates = query(
  { name: "list-quality-gates", allow: "program:read", input: operation.input },
  async ({ db, program }) => {
    const gates = await qualityGates(db, program.id);
    const known = new Set(gates.map(({ key }) => key));
    return {
      gates: gates.map(qualityGateView),
      template: gateTemplate.filter(({ key }) => !known.has(key)).map(templateView),
      checks: Object.entries(gateChecks).map(([check, { title, says, parameters }]) => ({
        check,
        title,
        says,
        parameters: parameters.map((parameter) => ({
          name: parameter.name,
          title: parameter.title,
          kind: parameter.kind,
          isRequired: parameter.fallback === null,
          fallback: parameter.fallback,
          ...("oneOf" in parameter && parameter.oneOf ? { oneOf: [...parameter.oneOf] } : {}),
        })),
      })),
      factNames: Object.entries(factSchema).flatMap(([name, entry]) => namesOf(name, entry)),
    };
  },
);

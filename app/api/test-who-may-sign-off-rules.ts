import { readSignOffRules } from "@/lib/server/queries/read-sign-off-rules";
import { admin, as } from "@/lib/server/test-actors";
import type { Row } from "./test-row";

const program = "here";
const anyRole = "viewer owner engineer on-call manager";
const readers = "read import evidence switch admin";

const other = async () => {
  const { rules: was } = await readSignOffRules.run(as(admin), { program });
  return { was, rules: { ...was, samplePercent: (was.samplePercent + 1) % 100 } };
};

/** Who may say what signatures take. */
export const signOffRuleRows = (): readonly Row[] => [
  {
    operation: "readSignOffRules",
    people: anyRole,
    tokens: readers,
    input: async () => ({ program }),
  },
  {
    operation: "previewSignOffRules",
    people: anyRole,
    tokens: readers,
    isPreview: true,
    input: async () => ({ program, rules: (await other()).rules }),
  },
  {
    operation: "setSignOffRules",
    people: "manager",
    tokens: "admin",
    // The program has a protected environment: it is asked for with a request.
    answers: 409,
    isRefused: true,
    input: async () => ({ program, ...(await other()), reason: "asked for by the test" }),
  },
];

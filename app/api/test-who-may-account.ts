import { randomUUID } from "node:crypto";
import { personWith } from "@/lib/server/test-actors";
import type { TestDatabase } from "@/lib/server/test-runtime";
import type { Row } from "./test-row";

const nothing = async () => ({});
const reason = "asked for by the test";

/** Who may do what with an account: their own everybody, somebody else's an admin. */
export const accountRows = (database: () => TestDatabase): readonly Row[] => {
  const somebody = async (): Promise<{ id: string; handle: string }> => {
    const person = await personWith(database(), "viewer");
    if (person.kind !== "person") throw new Error("not a person");
    return person;
  };
  /** What everybody may do with what is theirs; here there is nothing it could be done with. */
  const ownButRefused = (operation: string, input: Row["input"], answers: number): Row => ({
    operation,
    people: "anybody",
    tokens: "anybody",
    input,
    answers,
    isRefused: true,
  });
  return [
    { operation: "readAccount", people: "anybody", tokens: "anybody", input: nothing },
    { operation: "listSessions", people: "anybody", tokens: "anybody", input: nothing },
    { operation: "readProof", people: "anybody", tokens: "anybody", input: nothing },
    { operation: "readSecondFactor", people: "anybody", tokens: "anybody", input: nothing },
    {
      ...ownButRefused("endSession", async () => ({ session: randomUUID() }), 404),
      when: "it is somebody else's",
    },
    {
      ...ownButRefused("proveAgain", async () => ({ password: "not the password" }), 422),
      when: "the password is wrong",
    },
    { operation: "endOtherSessions", people: "anybody", tokens: "never", input: nothing },
    // In this order: nobody has a second factor until the last of these begins one.
    ...(
      [
        ["confirmSecondFactor", { code: "000000" }, 409],
        ["giveSecondFactor", { code: "000000" }, 409],
        ["removeSecondFactor", {}, 404],
        ["renewRecoveryCodes", {}, 404],
      ] as const
    ).map(([operation, input, answers]) => ({
      ...ownButRefused(operation, async () => input, answers),
      when: "there is none",
      tokens: "never",
    })),
    { operation: "setUpSecondFactor", people: "anybody", tokens: "never", input: nothing },
    {
      operation: "listPersonSessions",
      people: "",
      tokens: "nowhere",
      input: async () => ({ person: (await somebody()).handle }),
    },
    {
      operation: "endPersonSessions",
      people: "",
      tokens: "nowhere",
      input: async () => {
        const { id, handle } = await somebody();
        const at = new Date();
        await database().session.create({
          data: { personId: id, authentication: "password", startedAt: at, lastSeenAt: at },
        });
        return { person: handle, reason };
      },
    },
    {
      operation: "resetSecondFactor",
      people: "",
      tokens: "nowhere",
      input: async () => {
        const { id, handle } = await somebody();
        await database().secondFactor.create({
          data: { personId: id, secret: "sealed", confirmedAt: new Date(), createdAt: new Date() },
        });
        return { person: handle, reason };
      },
    },
  ];
};

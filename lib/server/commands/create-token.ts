import { randomBytes } from "node:crypto";
import { createToken as operation } from "@/lib/contract/people";
import { objectionToScope } from "@/lib/domain/delegation";
import { Refusal } from "@/lib/domain/refusal";
import { sha256 } from "@/lib/server/audit";
import { command } from "@/lib/server/command";
import { serviceAccountFor, tokenOf } from "@/lib/server/people/tokens";

const day = 24 * 60 * 60 * 1000;

/** Makes an API token of the program. Its secret is in the result and nowhere else. */
export const createToken = command(
  { name: "create-token", allow: "token:manage", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const scopes = [...new Set(input.scopes)];
    const objections = scopes
      .map((scope) => objectionToScope(actor, scope, program.id))
      .filter((objection) => objection !== null);
    if (objections[0]) throw new Refusal("forbidden", objections[0].says, objections);
    const environment = input.environment
      ? await tx.environment.findUnique({
          where: { programId_key: { programId: program.id, key: input.environment } },
          select: { id: true },
        })
      : null;
    if (input.environment && !environment) {
      throw new Refusal(
        "not-found",
        `There is no environment "${input.environment}" in ${program.key}.`,
      );
    }
    const maker = actor.kind === "person" ? actor.id : null;
    const ownerId = input.owner ? await serviceAccountFor(tx, program, input.owner) : maker;
    const secret = `sbx_${randomBytes(32).toString("base64url")}`;
    const row = await tx.token.create({
      data: {
        name: input.name,
        hash: sha256(secret),
        hint: `sbx_…${secret.slice(-4)}`,
        scopes,
        programId: program.id,
        environmentId: environment?.id ?? null,
        createdByName: actor.name,
        ownerId,
        createdAt: now,
        expiresAt: input.expiresInDays ? new Date(now.getTime() + input.expiresInDays * day) : null,
      },
      select: { id: true },
    });
    const view = await tokenOf(tx, program, row.id);
    return {
      event: { subject: { token: view.id, name: view.name }, now: view },
      result: { ...view, secret },
      announce: [{ kind: "tokens" }, { kind: "program", program: program.key }],
    };
  },
);

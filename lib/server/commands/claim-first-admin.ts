import { claimFirstAdmin as operation } from "@/lib/contract/people";
import { Refusal } from "@/lib/domain/refusal";
import { sha256 } from "@/lib/server/audit";
import { command } from "@/lib/server/command";
import { hasAdmin } from "@/lib/server/people/first-admin";
import { hashPassword } from "@/lib/server/people/password";
import { refuseWeakPassword } from "@/lib/server/people/refuse-weak-password";

/** Makes whoever holds the one-time code of the log the first admin; the code is spent with it. */
export const claimFirstAdmin = command(
  { name: "claim-first-admin", allow: "installation:manage", input: operation.input },
  async ({ tx, input, now }) => {
    refuseWeakPassword(input.password, input);
    const { count } = await tx.installation.updateMany({
      where: { id: 1, firstAdminHash: sha256(input.code), firstAdminUntil: { gt: now } },
      data: { firstAdminHash: null, firstAdminUntil: null },
    });
    // Not "forbidden": that would let anybody fill the audit chain.
    if (count === 0) {
      throw new Refusal(
        "unauthenticated",
        "This link was used, has expired or is not the newest. Restart Signalbox: the log then has a new one.",
      );
    }
    if (await hasAdmin(tx)) {
      throw new Refusal("conflict", "There is an admin already. Ask them for a role.");
    }
    if (await tx.person.findUnique({ where: { handle: input.handle }, select: { id: true } })) {
      throw new Refusal("conflict", `Somebody has the handle "${input.handle}". Choose another.`, [
        { field: "handle", says: "is taken" },
      ]);
    }
    await tx.person.create({
      data: {
        handle: input.handle,
        name: input.name,
        isAdmin: true,
        passwordHash: await hashPassword(input.password),
        createdAt: now,
      },
    });
    return {
      event: { subject: { person: input.handle }, now: { isAdmin: true } },
      result: { handle: input.handle },
    };
  },
);

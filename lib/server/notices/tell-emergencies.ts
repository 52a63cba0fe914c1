import type { Transaction } from "@/lib/server/db";
import { tell } from "@/lib/server/notices/tell";

/**
 * Tells everybody of the program that an emergency was acted in, at once and whoever did it: the review
 * names it, so that it is told once.
 */
export const tellEmergency = async (
  tx: Transaction,
  review: {
    readonly id: string;
    readonly environmentId: string;
    readonly because: string;
    readonly scope: string;
    readonly key: string;
    readonly reason: string;
    readonly openedByName: string;
    readonly openedById: string | null;
    readonly openedAt: Date;
  },
): Promise<void> => {
  const { id, because, scope, key, reason, openedByName } = review;
  const environment = await tx.environment.findUniqueOrThrow({
    where: { id: review.environmentId },
    select: {
      key: true,
      program: { select: { id: true, key: true, legacyName: true, targetName: true } },
    },
  });
  const { program } = environment;
  const where = scope === "program" ? "everything" : `the ${scope} ${key}`;
  const did =
    because === "force"
      ? `forced ${program.legacyName} for ${where} in ${environment.key}`
      : `broke glass to move ${where} towards ${program.targetName} in ${environment.key}`;
  await tell(tx, {
    program,
    kind: because === "force" ? "force-on" : "glass-broken",
    says: `${openedByName} ${did}: ${reason}`,
    link: `/programs/${program.key}/emergencies?environment=${environment.key}`,
    subject: { environment: environment.key, review: id, scope, key },
    dedupe: `emergency ${id}`,
    to: ["everybody"],
    except: [review.openedById],
    at: review.openedAt,
  });
};

import type { Actor } from "@/lib/domain/permissions";
import type { Transaction } from "@/lib/server/db";
import { tellEmergency } from "@/lib/server/notices/tell-emergencies";
import { requesterFor } from "@/lib/server/requests/requester";

/** An emergency is looked at within a day. switches.md, "Changing a switch". */
const reviewHours = 24;

type Emergency = {
  readonly environmentId: string;
  readonly because: "force" | "break-glass";
  readonly scope: string;
  readonly key: string | null;
  readonly reason: string;
  readonly actor: Actor;
  readonly at: Date;
};

/** Opens the review that an emergency owes, and tells everybody of it. Late, it holds back the next step towards the target in its scope. */
export const openReview = async (tx: Transaction, emergency: Emergency): Promise<void> => {
  const { environmentId, because, scope, key, reason, actor, at } = emergency;
  const { id } = await requesterFor(tx, actor);
  const review = await tx.review.create({
    data: {
      environmentId,
      because,
      scope,
      key: key ?? "",
      reason,
      openedByName: actor.name,
      openedById: id,
      openedAt: at,
      dueAt: new Date(at.getTime() + reviewHours * 3_600_000),
    },
  });
  await tellEmergency(tx, review);
};

import type { NoticeKind } from "@/lib/domain/notice-kinds";
import type { Addressee } from "@/lib/domain/notice-recipients";
import type { Transaction } from "@/lib/server/db";
import { tell } from "@/lib/server/notices/tell";

type Context = {
  readonly tx: Transaction;
  readonly now: Date;
  readonly program: { readonly id: string; readonly key: string };
};

type Room = { readonly milestone: string; readonly number: number };

const telling = async (
  { tx, now, program }: Context,
  room: Room,
  notice: {
    readonly kind: NoticeKind;
    readonly says: string;
    readonly dedupe: string;
    readonly to: readonly Addressee[];
    readonly except?: readonly (string | null)[];
  },
): Promise<void> => {
  await tell(tx, {
    program,
    link: `/programs/${program.key}/milestones/${encodeURIComponent(room.milestone)}/rooms/${room.number}`,
    subject: { milestone: room.milestone, room: room.number },
    at: now,
    ...notice,
  });
};

/** Tells those who may vote that a room is open. */
export const tellOpened = (
  context: Context,
  room: Room & { readonly id: string; readonly says: string; readonly by: string },
  except: string | null,
): Promise<void> =>
  telling(context, room, {
    kind: "vote-asked",
    says: `${room.by} opened a go/no-go room for ${room.milestone}. ${room.says} Vote before it is decided.`,
    dedupe: `vote-asked ${room.id}`,
    to: [{ permission: "milestone:vote" }],
    except: [except],
  });

/** Tells everybody how a milestone was decided. */
export const tellRoomDecided = (
  context: Context,
  room: Room & { readonly id: string; readonly says: string },
  except: string | null,
): Promise<void> =>
  telling(context, room, {
    kind: "milestone-decided",
    says: room.says,
    dedupe: `milestone-decided ${room.id}`,
    to: ["everybody"],
    except: [except],
  });

/** Tells everybody that a milestone is open again; whose condition it is, is reminded of it on its own. */
export const tellReopened = (
  context: Context,
  room: Room,
  condition: { readonly id: string; readonly says: string },
): Promise<void> =>
  telling(context, room, {
    kind: "milestone-reopened",
    says: `${room.milestone} is open again. ${condition.says}`,
    dedupe: `milestone-reopened ${condition.id}`,
    to: ["everybody"],
  });

import { namedApprovers } from "@/lib/domain/decision-approval";
import type { Addressee } from "@/lib/domain/notice-recipients";
import type { Transaction } from "@/lib/server/db";
import { tell } from "@/lib/server/notices/tell";

type Context = {
  readonly tx: Transaction;
  readonly now: Date;
  readonly program: { readonly id: string; readonly key: string };
};

type Told = {
  readonly id: string;
  readonly key: string;
  readonly title: string;
  readonly approvers: readonly string[];
  readonly owner: string | null;
  readonly version: number;
};

const named = (decision: Told): Addressee[] =>
  namedApprovers(decision).map((name) => ({ owner: name }));

const about = ({ program, now }: Context, { key }: Told) => ({
  program,
  link: `/programs/${program.key}/decisions/${encodeURIComponent(key)}`,
  subject: { decision: key },
  at: now,
});

/** Tells those named that a decision waits for them; once for each version of it. */
export const tellDecisionAsked = async (
  context: Context,
  decision: Told,
  except: string | null,
): Promise<void> => {
  const to = named(decision);
  if (to.length === 0) return;
  await tell(context.tx, {
    ...about(context, decision),
    kind: "decision-asked",
    says: `${decision.key} waits for approval: ${decision.title}.`,
    dedupe: `decision-asked ${decision.id} ${decision.version}`,
    to,
    except: [except],
  });
};

/** Tells its owner and those named what became of a decision. */
export const tellDecisionMade = async (
  context: Context,
  decision: Told,
  made: { readonly says: string; readonly status: string },
  except: string | null,
): Promise<void> => {
  await tell(context.tx, {
    ...about(context, decision),
    kind: "decision-made",
    says: made.says,
    dedupe: `decision-made ${decision.id} ${decision.version} ${made.status}`,
    to: [{ owner: decision.owner }, ...named(decision)],
    except: [except],
  });
};

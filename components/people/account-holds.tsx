import type { z } from "zod";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import type { readPerson } from "@/lib/contract/accounts";

/** What keeps an account from signing and deciding, and the way to confirm whose it is for whoever may. */
export const AccountHolds = ({
  holds,
  onConfirm,
}: {
  holds: z.infer<typeof readPerson.answer>["holds"];
  onConfirm: () => void;
}) =>
  holds.map(({ at, says, confirmers, mayConfirm }) => (
    <div className="mb-3" key={at}>
      <Banner title="Signs and decides nothing for now" tone="amber">
        <p className="wrap-anywhere">{says}</p>
        {mayConfirm && (
          <p className="mt-2">
            <Button onClick={onConfirm}>Confirm that it is theirs</Button>
          </p>
        )}
        {!mayConfirm && confirmers.length > 0 && <p>To confirm it: {confirmers.join(", ")}.</p>}
      </Banner>
    </div>
  ));

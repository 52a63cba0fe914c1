"use client";
import { hookSnippet } from "@/components/emergencies/hook-snippets";
import { Banner } from "@/components/ui/banner";
import { DialogSection } from "@/components/ui/dialog";
import { Snippet } from "@/components/ui/snippet";
import type { HookView } from "@/lib/contract/emergencies";

/** The secret of a hook that was just made, and how a monitor uses it. */
export const NewHookSecret = ({
  hook,
  secret,
  address,
}: {
  hook: HookView;
  secret: string;
  /** Where this installation answers. */
  address: string;
}) => (
  <>
    <DialogSection>
      <div className="flex flex-col gap-2.5">
        <Banner title="The secret is shown this once" tone="blue">
          If it is lost, revoke this one and make another.
        </Banner>
        <Snippet label="Copy the secret" text={secret} />
      </div>
    </DialogSection>
    <DialogSection
      title={hook.kind === "alertmanager" ? "Alertmanager's receiver" : "Try it from a shell"}
    >
      <Snippet
        label="Copy the example"
        text={hookSnippet(hook.kind, { address: `${address}${hook.address}`, secret })}
      />
      <p className="mt-2 text-ink-2">
        {hook.kind === "alertmanager"
          ? "An alert that goes on firing forces once, also when somebody lifts the force meanwhile. When it resolves nothing is lifted: going back is for people."
          : "The signature is the HMAC-SHA256 of the time, a dot and the body. A call counts once and for five minutes."}
      </p>
    </DialogSection>
  </>
);

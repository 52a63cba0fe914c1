"use client";
import { Banner } from "@/components/ui/banner";
import { CopyButton } from "@/components/ui/copy-button";
import { DialogSection } from "@/components/ui/dialog";

const Copyable = ({ label, text }: { label: string; text: string }) => (
  <div className="flex items-start gap-2 rounded-md border bg-rail py-2 pr-2 pl-3">
    <code className="mono min-w-0 flex-1 break-all">{text}</code>
    <CopyButton label={label} text={text} />
  </div>
);

/** The secret of a token that was just made, and a line that uses it. */
export const NewTokenSecret = ({
  secret,
  program,
  environment,
  address,
  followsPlane,
}: {
  secret: string;
  program: string;
  environment: string;
  address: string;
  followsPlane: boolean;
}) => {
  const path = followsPlane ? `/plane/v1/${program}/${environment}/stream` : "/api/v1/me";
  return (
    <>
      <DialogSection>
        <div className="flex flex-col gap-2.5">
          <Banner title="It is shown this once" tone="blue">
            Only its hash is kept. If it is lost, revoke it and make another.
          </Banner>
          <Copyable label="Copy the token" text={secret} />
        </div>
      </DialogSection>
      <DialogSection title={followsPlane ? "Follow the switches with it" : "Try it"}>
        <Copyable
          label="Copy the command"
          text={`curl -N -H "Authorization: Bearer ${secret}" ${address}${path}`}
        />
      </DialogSection>
    </>
  );
};

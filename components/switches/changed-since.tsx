"use client";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { ChangePlace } from "@/components/switches/use-change";
import { Banner } from "@/components/ui/banner";
import { DialogSection } from "@/components/ui/dialog";
import { newestChangesQuery } from "@/lib/client/switch-queries";

/** What others changed since the version that somebody is deciding on, in words. */
export const ChangedSince = ({
  place,
  version,
  action,
}: {
  place: ChangePlace;
  version: number;
  action: ReactNode;
}) => {
  const { data } = useQuery(newestChangesQuery(place.program, place.environment));
  const since = data?.changes.filter((change) => change.version > version) ?? [];
  return (
    <DialogSection>
      <Banner
        action={action}
        title={`${place.environment} changed while this was open`}
        tone="amber"
      >
        What stands below was reckoned on version {version}.
        {since.length > 0 && (
          <ul className="mt-1">
            {since.map((change) => (
              <li key={change.version}>
                <span className="font-strong">Version {change.version}</span>, {change.by}:{" "}
                {change.says} {change.reason}
              </li>
            ))}
          </ul>
        )}
      </Banner>
    </DialogSection>
  );
};

"use client";
import { useQuery } from "@tanstack/react-query";
import type { ChangePlace } from "@/components/switches/use-change";
import { newestChangesQuery } from "@/lib/client/switch-queries";

/** What others changed since a version that somebody is deciding on, in words. */
export const ChangedSince = ({ place, version }: { place: ChangePlace; version: number }) => {
  const { data } = useQuery(newestChangesQuery(place.program, place.environment));
  const since = data?.changes.filter((change) => change.version > version) ?? [];
  if (since.length === 0) return null;
  return (
    <ul className="mt-1">
      {since.map((change) => (
        <li key={change.version}>
          <span className="font-strong">Version {change.version}</span>, {change.by}: {change.says}{" "}
          {change.reason}
        </li>
      ))}
    </ul>
  );
};

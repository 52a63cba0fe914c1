"use client";
import { Checkbox } from "@/components/ui/checkbox";
import { ChipChoice } from "@/components/ui/chip";
import type { EndpointView } from "@/lib/contract/notices";
import { noticeKinds, noticeKindWords } from "@/lib/domain/notice-kinds";

export type EndpointKind = EndpointView["kinds"][number];

const kinds = noticeKinds.filter((kind) => kind !== "test");

/** Which notices an endpoint takes: all, also of kinds to come, or those that are ticked. `null` for all. */
export const KindsField = ({
  value,
  onChange,
}: {
  value: readonly EndpointKind[] | null;
  onChange: (value: readonly EndpointKind[] | null) => void;
}) => (
  <div>
    <p className="mb-1 font-strong text-ink-2 text-sm">It is told of</p>
    <ChipChoice
      label="It is told of"
      onChange={(choice) => onChange(choice === "all" ? null : [])}
      options={[
        { value: "all", label: "Everything" },
        { value: "some", label: "Only some" },
      ]}
      value={value === null ? "all" : "some"}
    />
    {value !== null && (
      <div className="mt-2.5 grid gap-x-4 gap-y-1.5 sm:grid-cols-2">
        {kinds.map((kind) => (
          <Checkbox
            checked={value.includes(kind)}
            key={kind}
            label={noticeKindWords(kind).title}
            onChange={(isOn) =>
              onChange(isOn ? [...value, kind] : value.filter((each) => each !== kind))
            }
          />
        ))}
      </div>
    )}
  </div>
);

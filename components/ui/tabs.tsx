"use client";
import * as Radix from "radix-ui/tabs";
import type { ReactNode } from "react";

export const Tabs = ({
  label,
  tabs,
  value,
  onChange,
}: {
  label: string;
  tabs: readonly { value: string; label: ReactNode; count?: number; content: ReactNode }[];
  /** Left out, the first tab opens and the tabs keep their own state. */
  value?: string;
  onChange?: (value: string) => void;
}) => (
  <Radix.Root defaultValue={tabs[0]?.value} onValueChange={onChange} value={value}>
    <Radix.List aria-label={label} className="flex gap-5 overflow-x-auto border-b">
      {tabs.map((tab) => (
        <Radix.Trigger
          className="-mb-px flex h-8.5 items-center gap-1.5 whitespace-nowrap border-transparent focus-visible:-outline-offset-2 border-b-2 text-ink-2 hover:text-ink data-[state=active]:border-target data-[state=active]:font-strong data-[state=active]:text-ink"
          key={tab.value}
          value={tab.value}
        >
          {tab.label}
          {tab.count !== undefined && (
            <span className="font-normal text-ink-3">{tab.count.toLocaleString("en-GB")}</span>
          )}
        </Radix.Trigger>
      ))}
    </Radix.List>
    {tabs.map((tab) => (
      <Radix.Content className="pt-3.5" key={tab.value} value={tab.value}>
        {tab.content}
      </Radix.Content>
    ))}
  </Radix.Root>
);

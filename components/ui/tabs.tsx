"use client";
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { tabKey } from "@/components/ui/tab-key";

// Not the library's: its tabs bring a collection and a roving focus, 25 kB for what a key does here.

/** Parts of a page of which one is shown. The arrows go from tab to tab and show what they come to. */
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
}) => {
  const id = useId();
  const [own, setOwn] = useState(tabs[0]?.value);
  const marked = value ?? own;
  // An address may name a tab that is not here.
  const shown = (tabs.find((tab) => tab.value === marked) ?? tabs[0])?.value;
  const choose = (next: string): void => {
    if (next === shown) return;
    setOwn(next);
    onChange?.(next);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>, at: number): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const to = tabKey(event.key, at, tabs.length);
    const next = to === null ? undefined : tabs[to];
    if (next === undefined) return;
    event.preventDefault();
    document.getElementById(`${id}${next.value}`)?.focus();
    choose(next.value);
  };
  return (
    <div>
      <div
        aria-label={label}
        aria-orientation="horizontal"
        className="flex gap-5 overflow-x-auto border-b"
        role="tablist"
      >
        {tabs.map((tab, at) => (
          <button
            aria-controls={`${id}${tab.value}-panel`}
            aria-selected={tab.value === shown}
            className="-mb-px flex h-8.5 items-center gap-1.5 whitespace-nowrap border-transparent focus-visible:-outline-offset-2 border-b-2 text-ink-2 hover:text-ink aria-selected:border-target aria-selected:font-strong aria-selected:text-ink"
            id={`${id}${tab.value}`}
            key={tab.value}
            onClick={() => choose(tab.value)}
            onKeyDown={(event) => onKeyDown(event, at)}
            role="tab"
            tabIndex={tab.value === shown ? 0 : -1}
            type="button"
          >
            {tab.label}
            {tab.count !== undefined && (
              <span className="font-normal text-ink-3">{tab.count.toLocaleString("en-GB")}</span>
            )}
          </button>
        ))}
      </div>
      {tabs.map((tab) => (
        <div
          aria-labelledby={`${id}${tab.value}`}
          className="pt-3.5"
          hidden={tab.value !== shown}
          id={`${id}${tab.value}-panel`}
          key={tab.value}
          role="tabpanel"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a panel takes the focus after its tab, where nothing in it does.
          tabIndex={0}
        >
          {tab.value === shown && tab.content}
        </div>
      ))}
    </div>
  );
};

"use client";
import * as Radix from "radix-ui/toast";
import { classNames } from "@/components/ui/class-names";
import { IconButton } from "@/components/ui/icon-button";
import type { ToastWords } from "@/components/ui/toast-words";

const edges = { plain: "border-l-off", green: "border-l-pass", red: "border-l-fail" };

/** What is said at the moment, in the corner. */
export const ToastList = ({
  toasts,
  onClose,
}: {
  toasts: readonly (ToastWords & { key: string })[];
  onClose: (key: string) => void;
}) => (
  <Radix.Provider duration={6000}>
    {toasts.map((toast) => (
      <Radix.Root
        className={classNames(
          "flex animate-rise items-start gap-2 rounded-lg border border-l-3 bg-raise py-2 pr-1.5 pl-3 shadow-raise",
          edges[toast.tone ?? "plain"],
        )}
        duration={toast.tone === "red" ? Number.POSITIVE_INFINITY : undefined}
        key={toast.key}
        onOpenChange={(open) => !open && onClose(toast.key)}
        type={toast.tone === "red" ? "foreground" : "background"}
      >
        <div className="min-w-0 flex-1 py-0.5">
          <Radix.Title className="font-strong">{toast.title}</Radix.Title>
          {toast.detail && (
            <Radix.Description asChild>
              <div className="text-ink-2">{toast.detail}</div>
            </Radix.Description>
          )}
        </div>
        {toast.action && (
          <Radix.Action altText={toast.action.label} asChild>
            <button
              className="rounded-sm px-1.5 py-0.5 font-strong text-target hover:underline"
              onClick={toast.action.onPress}
              type="button"
            >
              {toast.action.label}
            </button>
          </Radix.Action>
        )}
        <Radix.Close asChild>
          <IconButton icon="cross" label="Close" size="sm" />
        </Radix.Close>
      </Radix.Root>
    ))}
    <Radix.Viewport className="fixed right-3 bottom-3 z-60 flex w-[min(380px,calc(100vw-1.5rem))] flex-col gap-2 outline-none" />
  </Radix.Provider>
);

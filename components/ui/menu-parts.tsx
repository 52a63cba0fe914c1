"use client";
import * as Radix from "radix-ui/dropdown-menu";
import type { ComponentProps, ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { Icon, type IconName } from "@/components/ui/icon";

export const MenuRoot = ({
  trigger,
  align,
  children,
}: {
  trigger: ReactNode;
  align: "start" | "end";
  children: ReactNode;
}) => (
  <Radix.Root defaultOpen modal={false}>
    <Radix.Trigger asChild>{trigger}</Radix.Trigger>
    <Radix.Portal>
      <Radix.Content
        align={align}
        className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 max-w-[calc(100vw-1.5rem)] animate-rise overflow-y-auto rounded-lg border bg-raise p-1 shadow-raise"
        collisionPadding={12}
        sideOffset={4}
      >
        {children}
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
);

const itemClass =
  "flex min-h-7 w-full items-center gap-2 rounded-sm px-2 py-1 outline-none select-none data-highlighted:bg-line-soft data-disabled:opacity-50";

/** One entry; with `asChild` its only child is a link. */
export const MenuItem = ({
  icon,
  hint,
  danger = false,
  asChild = false,
  children,
  ...rest
}: ComponentProps<typeof Radix.Item> & { icon?: IconName; hint?: ReactNode; danger?: boolean }) => (
  <Radix.Item
    asChild={asChild}
    className={classNames(itemClass, danger ? "text-fail" : "text-ink")}
    {...rest}
  >
    {asChild ? (
      children
    ) : (
      <>
        {icon && <Icon name={icon} size={14} />}
        <span className="flex-1">{children}</span>
        {hint !== undefined && <span className="pl-4 text-ink-3">{hint}</span>}
      </>
    )}
  </Radix.Item>
);

export const MenuLabel = ({ children }: { children: ReactNode }) => (
  <Radix.Label className="px-2 pt-1.5 pb-1 text-ink-3 text-xs">{children}</Radix.Label>
);

export const MenuSeparator = () => <Radix.Separator className="-mx-1 my-1 h-px bg-line" />;

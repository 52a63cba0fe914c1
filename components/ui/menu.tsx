"use client";
import { lazy, type ReactNode } from "react";
import { OpensLater, type Trigger } from "@/components/ui/opens-later";

const parts = () => import("@/components/ui/menu-parts");

const MenuRoot = lazy(() => parts().then((module) => ({ default: module.MenuRoot })));

/** One entry; with `asChild` its only child is a link. */
export const MenuItem = lazy(() => parts().then((module) => ({ default: module.MenuItem })));

export const MenuLabel = lazy(() => parts().then((module) => ({ default: module.MenuLabel })));

export const MenuSeparator = lazy(() =>
  parts().then((module) => ({ default: module.MenuSeparator })),
);

export const Menu = ({
  trigger,
  align = "start",
  children,
}: {
  /** A button. */
  trigger: Trigger;
  align?: "start" | "end";
  children: ReactNode;
}) => (
  <OpensLater popup="menu" prefetch={parts} trigger={trigger}>
    {(button) => (
      <MenuRoot align={align} trigger={button}>
        {children}
      </MenuRoot>
    )}
  </OpensLater>
);

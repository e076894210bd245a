/**
 * A tapped element that will be gone by the answer gives up the focus first: removed with it, the page is laid out once
 * more on the way. Who uses keys does not: whoever takes its place takes the focus on, as a grid does (`Roving`).
 */
export function giveWay({ currentTarget, detail }: MouseEvent): void {
  const isPointer = detail > 0;
  if (isPointer && currentTarget instanceof HTMLElement) currentTarget.blur();
}

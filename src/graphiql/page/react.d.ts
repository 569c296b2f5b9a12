// The few functions of React that the page calls, and the types that GraphiQL's own are written in.
declare module "react" {
  export type ReactNode = unknown;
  export type FC<Props = object> = (props: Props) => ReactNode;
  export type ComponentPropsWithoutRef<Component> = Component extends (props: infer Props) => unknown ? Props : never;
  export function createElement<Props>(
    component: (props: Props) => ReactNode,
    props?: NoInfer<Omit<Props, "children">> | null,
    ...children: ReactNode[]
  ): ReactNode;
  export function useEffect(effect: () => void, dependencies: readonly unknown[]): void;
  export function useMemo<T>(compute: () => T, dependencies: readonly unknown[]): T;
  export function useState<T>(): [T | undefined, (value: T | undefined) => void];
}

declare module "react-dom/client" {
  export function createRoot(container: Element): { render(node: unknown): void };
}

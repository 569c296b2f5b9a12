import type { editor as monaco, IDisposable } from "monaco-editor";

type Create = typeof monaco.create;
type Editor = monaco.IStandaloneCodeEditor;

/**
 * Makes the view of an editor when its place on the page is seen, or when a method needs the view. Until then its text is in
 * the model alone. GraphiQL creates four editors at once, of which a visitor sees two.
 */
export function deferred(create: Create): Create {
  return (container, options, override) => {
    const model = options?.model;
    if (!model) return create(container, options, override);
    let view: Editor | undefined;
    let isDisposed = false;
    const changes: monaco.IEditorOptions[] = [];
    const addActions: ((view: Editor) => void)[] = [];

    const show = (): Editor => {
      if (view) return view;
      place.disconnect();
      view = create(container, Object.assign({}, options, ...changes) as typeof options, override);
      for (const add of addActions) add(view);
      return view;
    };
    const place = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) inTurn(() => isDisposed || show());
    });
    place.observe(container);

    const withoutView: Partial<Editor> = {
      getModel: () => model,
      getValue: () => model.getValue(),
      setValue: (text) => model.setValue(text),
      updateOptions: (changed) => void changes.push(changed),
      addAction(action) {
        let added: IDisposable | undefined;
        addActions.push((shown) => (added = shown.addAction(action)));
        return { dispose: () => added?.dispose() };
      },
      dispose() {
        isDisposed = true;
        place.disconnect();
      },
    };
    return new Proxy({} as Editor, {
      get(_target, name) {
        const source = view ?? (name in withoutView ? withoutView : show());
        const value: unknown = Reflect.get(source, name);
        return typeof value === "function" ? (value.bind(source) as unknown) : value;
      },
    });
  };
}

/** How long after one view the next is made, in milliseconds: the browser can paint and answer between them. */
const pauseMs = 50;

let turn = Promise.resolve();

function inTurn(run: () => unknown) {
  turn = turn.then(async () => {
    run();
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  });
}

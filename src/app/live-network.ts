import { distinctUntilChanged, isObservable, switchMap, type Observable } from 'rxjs';
import { LayerHandle, ParameterHandle, UnitHandle, ValueHandle } from '../streams/handles.ts';
import type { Network } from '../streams/network.ts';

type Handle = LayerHandle | ValueHandle | UnitHandle | ParameterHandle;

const isHandle = (value: unknown): value is Handle =>
  [LayerHandle, ValueHandle, UnitHandle, ParameterHandle].some((each) => value instanceof each);

/**
 * A lab's network for the console. Each pass and each edit has a network of its own, whose streams end with it; who
 * subscribes here goes on with the next one's. All else is the present network's.
 * @param network$ the present one at once, then each next one
 */
export function liveNetwork(network$: Observable<Network>, present: () => Network): Network {
  return following<Network>((network) => network, { network$: network$.pipe(distinctUntilChanged()), present });
}

interface Followed {
  readonly network$: Observable<Network>;
  readonly present: () => Network;
}

/** What `find` finds in the present network, its streams those of all networks to come. */
function following<T extends object>(find: (network: Network) => T, followed: Followed): T {
  const { network$, present } = followed;
  const wrapped = (value: unknown, again: (target: T) => unknown): unknown =>
    isHandle(value) ? following((network) => again(find(network)) as Handle, followed) : value;
  return new Proxy(find(present()), {
    get: (_, key) => {
      const target = find(present());
      const read = (from: T): unknown => Reflect.get(from, key, from);
      const value = read(target);
      if (isObservable(value)) return network$.pipe(switchMap((network) => read(find(network)) as typeof value));
      if (typeof value !== 'function') return wrapped(value, read);
      const call = (from: T, parameters: unknown[]): unknown =>
        Reflect.apply(read(from) as typeof value, from, parameters);
      return (...parameters: unknown[]) => wrapped(call(target, parameters), (from) => call(from, parameters));
    },
  });
}

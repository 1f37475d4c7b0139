import { create } from 'zustand';

/** The places of the main navigation. */
export const SECTIONS = ['provision', 'history', 'stock', 'settings'] as const;
export type Section = (typeof SECTIONS)[number];

export type Route =
  | { screen: Section }
  | { screen: 'batch'; id: string }
  | { screen: 'esim'; iccid: string }
  | { screen: 'sheet'; batchId: string };

interface NavigationState {
  /** The section that the route was reached from. */
  section: Section;
  route: Route;
  /** Routes to go back to, the newest last; empty on a section's own screen. */
  past: Route[];
}

export const useNavigation = create<NavigationState>()(() => ({
  section: 'provision',
  route: { screen: 'provision' },
  past: [],
}));

export function openSection(section: Section): void {
  useNavigation.setState({ section, route: { screen: section }, past: [] });
}

export function open(route: Route): void {
  useNavigation.setState(({ route: here, past }) => ({ route, past: [...past, here] }));
}

/** Scanning the same card twice stays where it is. */
export function openEsim(iccid: string): void {
  const { route } = useNavigation.getState();
  if (route.screen === 'esim' && route.iccid === iccid) return;
  open({ screen: 'esim', iccid });
}

export function back(): void {
  useNavigation.setState(({ past }) => {
    const route = past.at(-1);
    return route ? { route, past: past.slice(0, -1) } : {};
  });
}

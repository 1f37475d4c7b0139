import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Sheet } from '../../../shared/model.ts';
import { format, pagesOf } from '../../sheet/pages.ts';
import { SheetPage } from '../../sheet/SheetPage.tsx';
import { t } from '../../words.ts';
import styles from './Preview.module.css';

/** CSS defines a millimetre by this, whatever the screen. */
const PX_PER_MM = 96 / 25.4;

/** All of a page in sight, or as wide as the room. */
export type Zoom = 'page' | 'width';

/** How much smaller than paper a page has to be; never larger. */
function useScale(room: RefObject<HTMLElement | null>, zoom: Zoom): number {
  const [space, setSpace] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const element = room.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      setSpace({ width: element.clientWidth / PX_PER_MM, height: element.clientHeight / PX_PER_MM });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [room]);
  const wide = space.width / format.page.width;
  return Math.min(1, zoom === 'page' ? Math.min(wide, space.height / format.page.height) : wide);
}

/** The pages of a sheet as they will be printed. */
export function Preview({ sheet, zoom }: { sheet: Sheet; zoom: Zoom }) {
  const room = useRef<HTMLOListElement>(null);
  const scale = useScale(room, zoom);
  const size = {
    width: `${format.page.width * scale}mm`,
    height: `${format.page.height * scale}mm`,
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <ol ref={room} tabIndex={0} aria-label={t('sheet.preview-label')} className={styles.pages}>
      {pagesOf(sheet).map((facts) => (
        <li key={facts.page} aria-label={t('sheet.page', { page: facts.page, pages: facts.pages })}>
          <div className={styles.paper} style={size}>
            <div className={styles.scaled} style={{ scale }}>
              <SheetPage {...facts} />
            </div>
          </div>
        </li>
      ))}
    </ol>
  );
}

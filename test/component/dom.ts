/** Testing Library with an empty document for each test; without global test functions it does not see to that itself. */
import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';

export { act, render, screen, waitFor, within } from '@testing-library/react';

afterEach(cleanup);

import { Component, type ReactNode } from 'react';
import { t } from '../words.ts';
import { Page } from './Page.tsx';
import { ProblemNote } from './ProblemNote.tsx';

interface ErrorBoundaryProps {
  children: ReactNode;
}

/** A screen that cannot be drawn says so in words; the navigation around it keeps working. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <Page title={t('app.name')}>
        <ProblemNote problem={{ code: 'internal', params: {} }} onRetry={() => this.setState({ failed: false })} />
      </Page>
    );
  }
}

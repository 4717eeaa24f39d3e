/** Notifications of the system, asked for by a person and shown by this device alone: nothing is pushed. */

export type NotificationAnswer = 'granted' | 'denied' | 'dismissed' | 'unsupported';

/** What is used of the browser. */
export interface Notifications {
  /** Asks for permission, at once answered where it was asked for before. */
  ask(): Promise<NotificationAnswer>;
  show(title: string, body: string): Promise<void>;
}

export const notifications: Notifications = {
  async ask() {
    if (!('Notification' in globalThis)) return 'unsupported';
    const answer = await Notification.requestPermission();
    return answer === 'default' ? 'dismissed' : answer;
  },

  async show(title, body) {
    // One after the other under one tag: the last end is the one that matters.
    const options = { body, tag: 'unroll-run-ended', icon: `${import.meta.env.BASE_URL}icon-192.png` };
    const container = 'serviceWorker' in navigator ? navigator.serviceWorker : null;
    const registration = await container?.getRegistration();
    // Phones show none but the service worker's.
    if (registration?.active) await registration.showNotification(title, options);
    else new Notification(title, options);
  },
};

export const app = {
  'app.motto': '逐步走过网络，再真正训练它。',
};

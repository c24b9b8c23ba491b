/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Locales that write a comma (fr_FR) or two bytes that are no ASCII (ps_AF) for a decimal point, made by localedef in a
 * folder of their own: the library must not notice them. Include behind cmocka.h.
 */
#ifndef EXQ_FOREIGN_LOCALE_H
#define EXQ_FOREIGN_LOCALE_H

#include <ftw.h>
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static inline bool foreign_locale_make(const char *name, const char *folder)
{
    pid_t child = fork();
    if (child == 0) {
        if (freopen("/dev/null", "w", stderr) != NULL)
            execlp("localedef", "localedef", "-i", name, "-f", "UTF-8", folder, (char *)NULL);
        _exit(127);
    }
    int status = 0;
    return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) <= 1;
}

static inline int foreign_locale_remove(const char *path, const struct stat *about, int kind, struct FTW *place)
{
    (void)about;
    (void)kind;
    (void)place;
    return remove(path);
}

/* Run `body` in the locale, then return to "C"; false when the locale cannot be made here. */
static inline bool foreign_locale_run(const char *name, void (*body)(void))
{
    char folder[] = "/var/tmp/exaequo-locale-XXXXXX";
    char path[sizeof folder + 32];
    if (mkdtemp(folder) == NULL)
        return false;
    snprintf(path, sizeof path, "%s/%s.UTF-8", folder, name);
    bool made = foreign_locale_make(name, path);
    if (made) {
        setenv("LOCPATH", folder, 1);
        char locale[32];
        snprintf(locale, sizeof locale, "%s.UTF-8", name);
        made = setlocale(LC_ALL, locale) != NULL && strcmp(localeconv()->decimal_point, ".") != 0;
        if (made)
            body();
        setlocale(LC_ALL, "C");
        unsetenv("LOCPATH");
    }
    nftw(folder, foreign_locale_remove, 8, FTW_DEPTH | FTW_PHYS);
    return made;
}

/* The test that calls it runs `body` in each of the locales, or is skipped with a line that says so. */
static inline void foreign_locale_each(void (*body)(void))
{
    static const char *const names[] = {"fr_FR", "ps_AF"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (!foreign_locale_run(names[i], body)) {
            print_message("not tested: the locale %s cannot be made here\n", names[i]);
            skip();
        }
    }
}

#endif

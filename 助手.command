#!/bin/sh
# A double click on macOS, or `sh 助手.command` anywhere: the same as `make menu`.
case $0 in */*) cd "${0%/*}" || exit 1 ;; esac
make --no-print-directory menu "$@"
code=$?
if [ -t 0 ]; then
  printf '\n按回车键关闭。'
  read -r _
fi
exit $code

# Finds a Python that is new enough and hands it the target; generator/bootstrap.py does the rest.
# make.bat is the same for Windows. PYTHON=/path/to/python chooses one; ARGS="..." is passed on: make test ARGS="-k brand".
TARGETS := help site preview menu check test lint golden bench fuzz shots clean lock
PYTHONS := python3.14 python3.13 python3.12 python3.11 python3 python
NEW_ENOUGH := import sys; sys.exit(3 * (sys.version_info < (3, 11)))
NO_PYTHON := 没有找到可用的 Python$${PYTHON:+（PYTHON=$$PYTHON）}：请到 https://www.python.org/downloads/ 安装 3.11 或更新的版本，再运行一次。

.PHONY: $(TARGETS)
.NOTPARALLEL:

# An interpreter that is there but does not start, or is a Python 2, is passed over; one of Python 3 that is too old is
# kept to say so itself. The exit code 3 is its mark: 1, 2 and 127 have meanings already.
define run
@if [ -n "$$PYTHON" ]; then set -- "$$PYTHON"; else set -- $(PYTHONS); fi; old=; \
for python; do \
  "$$python" -I -c '$(NEW_ENOUGH)' >/dev/null 2>&1; \
  case $$? in 0) exec "$$python" -I generator/bootstrap.py $@ $(ARGS) ;; 3) old=$${old:-$$python} ;; esac; \
done; \
if [ -n "$$old" ]; then exec "$$old" -I generator/bootstrap.py $@; fi; \
echo "$(NO_PYTHON)" >&2; exit 1
endef

$(TARGETS):
	$(run)

# Any other word: bootstrap.py says in Chinese that there is no such target.
.DEFAULT:
	$(run)
